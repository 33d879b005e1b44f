// The system calls that Swift cannot make: variadic and raw ones, the one signal handler, the calls
// that it interrupts, and the child between clone and exec.
//
// Every function that can fail returns a negative errno; errno itself has no meaning for the caller.
// New descriptors are closed on execve.
#ifndef CLINUX_H
#define CLINUX_H

#include "clinux_files.h"
#include "clinux_processes.h"
#include "clinux_signals.h"

#endif
