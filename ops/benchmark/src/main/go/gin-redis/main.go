// What Portside is compared with: the design that it replaces. Gin routes, Redis holds the page, every request asks for it.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/gomodule/redigo/redis"
)

// Arguments: the file with the page, how many todos are on it, and the address of Redis.
func main() {
	page, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	pool := &redis.Pool{
		MaxIdle: 128,
		Dial:    func() (redis.Conn, error) { return redis.Dial("tcp", os.Args[3]) },
	}
	first := pool.Get()
	if _, err := first.Do("SET", "todos:"+os.Args[2], page); err != nil {
		log.Fatal(err)
	}
	first.Close()

	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.GET("/todos", func(c *gin.Context) {
		conn := pool.Get()
		defer conn.Close()
		body, err := redis.Bytes(conn.Do("GET", "todos:"+c.Query("limit")))
		if err != nil {
			c.Status(http.StatusServiceUnavailable)
			return
		}
		c.Data(http.StatusOK, "application/json", body)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("gin and Redis serve http://localhost:%d\n", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, router))
}
