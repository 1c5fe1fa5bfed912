/** The service described for machines and people: OpenAPI, AsyncAPI and a page of them. */
@NullMarked
package dev.portside.http.documents;

import org.jspecify.annotations.NullMarked;
