// Editing a line at a terminal, with history and completion: editline(3).
#pragma once

#include <stddef.h>

typedef struct clineeditor clineeditor;

/// Completes the text before the cursor. Sets the text to insert and the text to list, both allocated
/// by malloc, or NULL.
typedef void (*clineeditor_complete)(
    void *_Nonnull context, const char *_Nonnull text, size_t length,
    char *_Nullable *_Nonnull insertion, char *_Nullable *_Nonnull list);

/// Returns NULL if there is no memory or standard input is no terminal.
clineeditor *_Nullable clineeditor_open(
    const char *_Nonnull name, const char *_Nullable history_file, void *_Nonnull context,
    clineeditor_complete _Nonnull complete);
/// Returns 1 and a line that is valid until the next call, 0 at the end of input, or -1 on Ctrl-C.
int clineeditor_read(
    clineeditor *_Nonnull editor, const char *_Nonnull prompt,
    const char *_Nullable *_Nonnull line, size_t *_Nonnull length);
/// Writes the history and frees the editor.
void clineeditor_close(clineeditor *_Nonnull editor);
