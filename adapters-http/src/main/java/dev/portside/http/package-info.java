/**
 * The HTTP door: what all routes share. A route is a {@link dev.portside.http.Route}, its handler a function from
 * {@link dev.portside.http.Call} to {@link dev.portside.http.Answer}; {@link dev.portside.http.Endpoint} does for every
 * route what every answer owes its caller.
 */
@NullMarked
package dev.portside.http;

import org.jspecify.annotations.NullMarked;
