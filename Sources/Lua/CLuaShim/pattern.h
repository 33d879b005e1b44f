// The matcher of Lua patterns, for strings.c.
#ifndef CLUASHIM_PATTERN_H
#define CLUASHIM_PATTERN_H

#include "internal.h"

enum { luashim_captures = 32 };
/// The lengths of unfinished captures and of position captures.
enum { luashim_open = -1, luashim_position = -2 };

struct matcher {
  lua_State *L;
  const char *subject, *end;  // the searched text
  const char *pattern_end;
  int depth, steps;
  int level;  // the number of captures, finished or not
  struct {
    const char *start;
    ptrdiff_t length;
  } captures[luashim_captures];
};

/// Prepares a matcher. The captures are not cleared: that would take longer than most matches.
void luashim_prepare(
    struct matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern,
    size_t pattern_length);
/// Returns the end of the match at `s`, or NULL. May raise.
const char *luashim_match(struct matcher *m, const char *s, const char *pattern);

#endif
