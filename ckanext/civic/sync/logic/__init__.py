"""Actions of civic_sync, who may call them, and what they accept."""
