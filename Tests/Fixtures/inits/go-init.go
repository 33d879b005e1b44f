// An init in Go that never imports os/signal: it prints one line and sleeps for 100 seconds.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("go-init: started")
	time.Sleep(100 * time.Second)
}
