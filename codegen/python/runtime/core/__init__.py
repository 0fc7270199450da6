"""What the functions of events stand on. The same text for every plan. Do not edit."""
