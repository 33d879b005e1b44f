// Ends at once; linked statically, it is what any container can run.
int main(void) { return 0; }
