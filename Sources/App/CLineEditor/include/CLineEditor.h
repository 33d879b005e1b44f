// Editing a line at a terminal, with history and completion: editline(3).
#pragma once

#include <stddef.h>

typedef struct clineeditor clineeditor;

/// Completes what stands before the cursor: gives what is to be inserted and what is to be listed,
/// both allocated by malloc, or NULL.
typedef void (*clineeditor_complete)(
    void *_Nonnull context, const char *_Nonnull text, size_t length,
    char *_Nullable *_Nonnull insertion, char *_Nullable *_Nonnull list);

/// NULL where there is no memory or standard input is no terminal.
clineeditor *_Nullable clineeditor_open(
    const char *_Nonnull name, const char *_Nullable history_file, void *_Nonnull context,
    clineeditor_complete _Nonnull complete);
/// 1 with a line, which lives until the next call; 0 at the end of input; -1 for Ctrl-C.
int clineeditor_read(
    clineeditor *_Nonnull editor, const char *_Nonnull prompt,
    const char *_Nullable *_Nonnull line, size_t *_Nonnull length);
/// Writes the history and ends.
void clineeditor_close(clineeditor *_Nonnull editor);
