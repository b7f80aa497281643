"""Claims, citations and their verification. Pure: no Django, no network, no clock."""
