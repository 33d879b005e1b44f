// Lua behind functions that return a status. A Lua error is a longjmp, and none may cross a Swift
// frame: every call that can raise is made here, in C, under a protected call. Host functions are
// marshalled here too, so that Swift sees values and never a lua_State.
#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct luashim luashim;

typedef enum : int32_t {
  luashim_nil,
  luashim_boolean,   // integer 0 or 1
  luashim_integer,
  luashim_number,
  luashim_string,    // bytes, length
  luashim_literal,   // bytes, which never change and end with a zero; only on the way to Lua
  luashim_table,     // length list items follow, then integer pairs of key and value
  luashim_function,  // integer: a reference in the registry
  luashim_file,      // integer: the descriptor of an open file, -1 when closed
  luashim_other,     // bytes: the name of the type
  luashim_object,    // integer: a class; a table follows, which gets that metatable, 0 for none
} luashim_kind;

/// How many classes there can be, from 1.
enum { luashim_classes = 8 };

/// A value, or the head of a table whose parts follow it.
typedef struct {
  luashim_kind kind;
  uint32_t length;
  union {
    int64_t integer;
    double number;
    const char *_Nullable bytes;
  };
} luashim_value;

typedef enum : int32_t {
  luashim_returned,        // values: the results
  luashim_failed,          // values[0]: a message; raised with the caller's position
  luashim_bad_argument,    // values[0]: a message; argument: its number from 1
} luashim_status;

typedef struct {
  const luashim_value *_Nullable values;
  int count;
  int argument;
} luashim_outcome;

/// A host function by its number: fills an outcome that lives until the next call. The arguments
/// live until it returns where all are plain, without a table, a function or a file, and else until
/// it calls anything here.
typedef luashim_status (*luashim_host)(
    void *_Nonnull context, int function, const luashim_value *_Nullable arguments, int count,
    bool plain, luashim_outcome *_Nonnull outcome);

/// An interpreter with the safe standard libraries, whose values may take so many bytes together;
/// NULL without memory.
luashim *_Nullable luashim_create(
    void *_Nonnull context, luashim_host _Nonnull host,
    void (*_Nonnull interrupted)(void *_Nonnull), size_t memory_limit);
void luashim_destroy(luashim *_Nonnull shim);

/// Puts host function number `function`, up to 255, into the table `module`, made for `count` of
/// them, as `name`; false without memory.
bool luashim_register(
    luashim *_Nonnull shim, const char *_Nonnull module, int count, const char *_Nonnull name,
    int function);

/// Makes the metatable of class number `number`, which Lua finds in the table `classes` of the module
/// as `name`; false without memory.
bool luashim_register_class(
    luashim *_Nonnull shim, const char *_Nonnull module, const char *_Nonnull name, int number);

/// Compiles text, never bytecode: a reference to the function, or -1 and a message to free.
int luashim_load(
    luashim *_Nonnull shim, const char *_Nonnull text, size_t length, const char *_Nonnull chunk,
    char *_Nullable *_Nonnull message);

/// Calls a referenced function. Its first result is written to `result` (tables as nil), a string
/// only until the next call. False on an error: a message with a traceback, to free. `reason` says in
/// tracebacks what interrupted the Lua below, NULL if nothing did.
bool luashim_call(
    luashim *_Nonnull shim, int function, const luashim_value *_Nullable arguments, int count,
    const char *_Nullable reason, luashim_value *_Nonnull result,
    char *_Nullable *_Nonnull message);

/// Whether a referenced function can see arguments.
bool luashim_takes_arguments(luashim *_Nonnull shim, int function);

/// Flushes standard output; in PID 1 it ends where PIPE would end another process.
void luashim_flush_output(void);

void luashim_release(luashim *_Nonnull shim, int function);

/// Makes the interpreter that runs call `interrupted` at its next instruction. This alone of the
/// functions here may be called in a signal handler.
void luashim_interrupt(void);

/// Takes the interrupt back, for a host function that does itself what `interrupted` would.
void luashim_attend(void);

#endif
