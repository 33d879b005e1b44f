// Ends at once.

int main(void) {}
