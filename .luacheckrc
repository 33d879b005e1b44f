std = "lua54"
read_globals = { "signal", "process", "terminal" }
max_line_length = 100
files["lua/sigbox/require.lua"] = { globals = { "arg", "package", "require" } }
files["lua/meta"] = { globals = { "signal", "process", "terminal" }, ignore = { "212" } }
