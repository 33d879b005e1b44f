internal import Linux

/// Names the purpose of a system call in its error, by which ``Remedies`` finds a remedy.
func naming<Result>(
  _ operation: String, _ body: () throws(SystemError) -> Result
) throws(SystemError) -> Result {
  do {
    return try body()
  } catch {
    var named = error
    named.operation = operation
    throw named
  }
}
