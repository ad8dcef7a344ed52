"""How quickly the register finds, beside other programs that find."""
