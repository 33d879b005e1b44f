// What the lists of embedded files share.
#ifndef CSCRIPTS_INTERNAL_H
#define CSCRIPTS_INTERNAL_H

#include "CScripts.h"

#define FILE(name, bytes) {name, bytes, sizeof bytes}

#endif
