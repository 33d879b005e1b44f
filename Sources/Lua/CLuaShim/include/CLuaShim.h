// Lua as functions that return a status. A Lua error is a longjmp, which must not cross a Swift
// frame. Every call that can raise is therefore made here, in C, as a protected call. Host
// functions are called through this module too, so Swift sees values and never a lua_State.
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
  luashim_literal,   // bytes: a constant C string; only passed to Lua
  luashim_table,     // followed by `length` list items, then `integer` pairs of key and value
  luashim_function,  // integer: a reference in the registry
  luashim_file,      // integer: the descriptor of a file; -1 if it is closed
  luashim_other,     // bytes: the name of the type
  luashim_object,    // integer: the class of the table that follows; 0 for none
} luashim_kind;

/// The maximum number of a class; the first is 1.
enum { luashim_classes = 8 };

/// A value, or the head of a table, which is followed by its parts.
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
  luashim_failed,          // values[0]: a message, raised with the position of the caller
  luashim_bad_argument,    // values[0]: a message; argument: the position, from 1
} luashim_status;

typedef struct {
  const luashim_value *_Nullable values;
  int count;
  int argument;
} luashim_outcome;

/// Calls a host function by its number, and fills in an outcome that is valid until the next
/// call.
///
/// `plain` arguments contain no table, function or file, and are valid until the function
/// returns. Other arguments are valid until the function calls any function of this header.
typedef luashim_status (*luashim_host)(
    void *_Nonnull context, int function, const luashim_value *_Nullable arguments, int count,
    bool plain, luashim_outcome *_Nonnull outcome);

/// Creates an interpreter with a safe subset of the standard libraries. `memory_limit` is the
/// maximum size of all values, in bytes. Returns NULL without memory.
luashim *_Nullable luashim_create(
    void *_Nonnull context, luashim_host _Nonnull host,
    void (*_Nonnull interrupted)(void *_Nonnull), size_t memory_limit);
void luashim_destroy(luashim *_Nonnull shim);

/// Adds a host function, by its number of up to 255, to a module. A new module gets room for
/// `count` functions. Returns false without memory or for a higher number.
bool luashim_register(
    luashim *_Nonnull shim, const char *_Nonnull module, int count, const char *_Nonnull name,
    int function);

/// Creates the metatable of a class, by its number, as `classes.NAME` of a module. Returns false
/// without memory or for a number out of range.
bool luashim_register_class(
    luashim *_Nonnull shim, const char *_Nonnull module, const char *_Nonnull name, int number);

/// Compiles source code; bytecode is refused. Returns a reference to the function, or -1 and a
/// message to be freed.
int luashim_load(
    luashim *_Nonnull shim, const char *_Nonnull text, size_t length, const char *_Nonnull chunk,
    char *_Nullable *_Nonnull message);

/// Calls a referenced function and reads its first result.
///
/// A table or a function is read as luashim_other; a string is valid until the next call. Returns
/// false after an error, with a message and traceback to be freed. `reason` is shown in
/// tracebacks as what interrupted the running Lua code; NULL if nothing did.
bool luashim_call(
    luashim *_Nonnull shim, int function, const luashim_value *_Nullable arguments, int count,
    const char *_Nullable reason, luashim_value *_Nonnull result,
    char *_Nullable *_Nonnull message);

/// Whether a referenced function has parameters.
bool luashim_takes_arguments(luashim *_Nonnull shim, int function);

/// Flushes standard output. PID 1 exits with 141 if PIPE would kill any other process.
void luashim_flush_output(void);

void luashim_release(luashim *_Nonnull shim, int function);

/// Makes the running interpreter call `interrupted` before its next instruction. This is the only
/// function of this header that is async-signal-safe.
void luashim_interrupt(void);

/// Cancels a waiting interrupt, in a host function that does the work of `interrupted` itself.
void luashim_attend(void);

#endif
