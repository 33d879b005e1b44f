// The Go init: it never heard of os/signal.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("go-init: no os/signal, sleeping")
	time.Sleep(100 * time.Second)
}
