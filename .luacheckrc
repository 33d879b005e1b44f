std = "lua54"
read_globals = { "signal", "process", "terminal" }
max_line_length = 100
files["lua/sigbox/environment.lua"] = { globals = { "arg", "modules", "package", "require" } }
files["lua/experiment/host.lua"] = { globals = { "_G", "debug" } }
files["lua/experiment/repl.lua"] = { globals = { "_G", "assert", "box", "experiment", "new" } }
files["lua/experiment/specs.lua"] = { globals = { "_G" } }
files["lua/experiment/workshop.lua"] = { globals = { "_G", "it" } }
local specs = {
  read_globals = {
    "describe", "it", "before_each", "after_each", "pending", "spy", "stub", "mock", "match",
    assert = { other_fields = true },
  },
}
files["lua/examples/experiments"] = specs
files["lua/workshop"] = specs
files["lua/meta"] = {
  globals = {
    "signal", "process", "terminal", "assert", "spy", "stub", "mock", "match", "describe", "it",
    "pending", "before_each", "after_each",
  },
  ignore = { "211", "212", "241" },
}
