// Wraps the variadic functions of libedit, which Swift cannot call.

#include "CLineEditor.h"

#include <histedit.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct clineeditor {
  EditLine *line;
  History *history;
  char *history_file;
  const char *prompt;
  void *context;
  clineeditor_complete complete;
  bool interrupted;
};

static clineeditor *editor_of(EditLine *line) {
  clineeditor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt(EditLine *line) { return (char *)editor_of(line)->prompt; }

static unsigned char complete(EditLine *line, int key) {
  (void)key;
  clineeditor *editor = editor_of(line);
  const LineInfo *info = el_line(line);
  char *insertion = NULL, *list = NULL;
  editor->complete(
      editor->context, info->buffer, (size_t)(info->cursor - info->buffer), &insertion, &list);
  unsigned char result = CC_NORM;
  if (insertion && el_insertstr(line, insertion) == 0) result = CC_REFRESH;
  if (list) {
    printf("\n%s\n", list);
    fflush(stdout);
    result = CC_REDISPLAY;
  }
  free(insertion);
  free(list);
  return result;
}

static unsigned char interrupt(EditLine *line, int key) {
  (void)key;
  editor_of(line)->interrupted = true;
  return CC_NEWLINE;
}

clineeditor *clineeditor_open(
    const char *name, const char *history_file, void *context, clineeditor_complete completing) {
  setlocale(LC_CTYPE, "");
  clineeditor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  editor->line = el_init(name, stdin, stdout, stderr);
  editor->history = history_init();
  if (!editor->line || !editor->history) {
    clineeditor_close(editor);
    return NULL;
  }
  editor->context = context;
  editor->complete = completing;
  editor->history_file = history_file ? strdup(history_file) : NULL;
  HistEvent event;
  history(editor->history, &event, H_SETSIZE, 1000);
  history(editor->history, &event, H_SETUNIQUE, 1);
  if (editor->history_file) history(editor->history, &event, H_LOAD, editor->history_file);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_PROMPT, prompt);
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_HIST, history, editor->history);
  el_set(editor->line, EL_ADDFN, "sigbox-complete", "Complete a name", complete);
  el_set(editor->line, EL_BIND, "^I", "sigbox-complete", NULL);
  // While a line is edited, Ctrl-C and the like send no signals.
  el_set(editor->line, EL_ADDFN, "sigbox-interrupt", "Discard the line", interrupt);
  el_set(editor->line, EL_SETTY, "-d", "-isig", NULL);
  el_set(editor->line, EL_BIND, "^C", "sigbox-interrupt", NULL);
  el_set(editor->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_source(editor->line, NULL);
  return editor;
}

int clineeditor_read(
    clineeditor *editor, const char *text, const char **line, size_t *length) {
  editor->prompt = text;
  editor->interrupted = false;
  int count = 0;
  // el_gets prepares the terminal only after it has shown the prompt; keys typed before would send
  // signals.
  el_set(editor->line, EL_PREP_TERM, 1);
  const char *read = el_gets(editor->line, &count);
  if (editor->interrupted) return -1;
  if (!read || count <= 0) return 0;
  HistEvent event;
  if (count > 1) history(editor->history, &event, H_ENTER, read);
  *line = read;
  *length = (size_t)count;
  return 1;
}

void clineeditor_close(clineeditor *editor) {
  HistEvent event;
  if (editor->history && editor->history_file) {
    history(editor->history, &event, H_SAVE, editor->history_file);
  }
  if (editor->line) el_end(editor->line);
  if (editor->history) history_end(editor->history);
  free(editor->history_file);
  free(editor);
}
