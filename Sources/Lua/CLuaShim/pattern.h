// The matcher of Lua patterns, which strings.c uses.
#ifndef CLUASHIM_PATTERN_H
#define CLUASHIM_PATTERN_H

#include "internal.h"

enum { luashim_captures = 32 };
/// Lengths of captures that have none.
enum { luashim_open = -1, luashim_position = -2 };

struct matcher {
  lua_State *L;
  const char *subject, *end;  // what is searched
  const char *pattern_end;
  int depth, steps;
  int level;  // captures that are open or closed
  struct {
    const char *start;
    ptrdiff_t length;
  } captures[luashim_captures];
};

/// Prepares a matcher; its captures stay unset, for setting them would take longer than most matches.
void luashim_prepare(
    struct matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern,
    size_t pattern_length);
/// The end of what the pattern matches at `s`, or NULL; raises.
const char *luashim_match(struct matcher *m, const char *s, const char *pattern);

#endif
