"""Language models: ask one for JSON, stream what it writes, know what that cost, and say plainly what went wrong.

The one place from which anything leaves the machine, and only to the address in the settings. No domain words, no
Django. The packages it needs (pydantic-ai and the SDKs of two providers) are imported when a question is asked.
"""
