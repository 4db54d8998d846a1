/** From the bytes of a record to an {@link io.tidemark.functions.event.Event}, or a dead letter. */
package io.tidemark.functions.event;
