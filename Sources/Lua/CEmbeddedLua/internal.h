// What the lists of embedded files share.
#ifndef CEMBEDDEDLUA_INTERNAL_H
#define CEMBEDDEDLUA_INTERNAL_H

#include "CEmbeddedLua.h"

#define FILE(name, bytes) {name, bytes, sizeof bytes}

#endif
