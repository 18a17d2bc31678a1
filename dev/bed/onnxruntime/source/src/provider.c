/* Stand-in for an execution provider. */
int PROVIDER(void) { return 1; }
