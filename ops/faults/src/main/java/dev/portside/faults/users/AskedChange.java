package dev.portside.faults.users;

import java.util.OptionalLong;

/**
 * A change of a user that a client asked for.
 *
 * @param name the user's name after it, which no other change gives to anybody
 * @param version the user's version after it, as the answer told it; empty when it is unknown whether it was made
 */
record AskedChange(String user, String email, String name, OptionalLong version) {}
