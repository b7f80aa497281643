"""Where the time goes: events sorted by what they are for, hours split over it, meetings that left nothing."""
