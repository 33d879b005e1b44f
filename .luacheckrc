std = "lua54"
read_globals = { "signal", "process" }
max_line_length = 100
files["lua/sigbox/require.lua"] = { globals = { "arg", "package", "require" } }
files["lua/meta"] = { globals = { "signal", "process" }, ignore = { "212" } }
