"""The IR in C++: names, types, sentences, and the views that templates print."""
