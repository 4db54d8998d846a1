/** A Kafka broker inside this JVM, for laptops and tests. */
package io.tidemark.local.broker;
