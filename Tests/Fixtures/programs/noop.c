// Exits at once. It is linked statically, so every container can run it.
int main(void) { return 0; }
