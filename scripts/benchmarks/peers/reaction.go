// Answers USR1 with USR2.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	parent := os.Getppid()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	syscall.Kill(parent, syscall.SIGUSR2)
	for range signals {
		syscall.Kill(parent, syscall.SIGUSR2)
	}
}
