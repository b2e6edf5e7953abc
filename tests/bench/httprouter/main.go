// A path-only look-up of httprouter on the paths that gatesight-footprint prints: nanoseconds each.
package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/julienschmidt/httprouter"
)

const shortest = 300 * time.Millisecond

// processorTime is what this process has used so far: other programs on the machine do not count.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func handler(http.ResponseWriter, *http.Request, httprouter.Params) {}

func main() {
	router := httprouter.New()
	var requests []string
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		kind, path, _ := strings.Cut(lines.Text(), " ")
		if kind == "request" {
			requests = append(requests, path)
			continue
		}
		router.GET(path, handler)
		router.GET(path+"/*rest", handler)
	}
	for _, path := range requests {
		if found, _, _ := router.Lookup("GET", path); found == nil {
			fmt.Fprintln(os.Stderr, "not found:", path)
			os.Exit(1)
		}
	}
	debug.SetGCPercent(-1) // what catch-alls allocate need not be collected meanwhile
	start := processorTime()
	lookups := 0
	for processorTime()-start < shortest {
		for _, path := range requests {
			router.Lookup("GET", path)
		}
		lookups += len(requests)
	}
	fmt.Printf("%.1f\n", float64(processorTime()-start)/float64(lookups))
}
