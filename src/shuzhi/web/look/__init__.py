"""How things are said and drawn on a screen: words, fields, bars, differences. No requests, no records."""
