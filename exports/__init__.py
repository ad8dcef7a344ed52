"""The listings as tables: columns made from the public documents, and the formats that they are written in."""
