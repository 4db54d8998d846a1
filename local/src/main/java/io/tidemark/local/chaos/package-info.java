/** {@code ./tidemark chaos}: breaks a real cluster on purpose, and checks what came out of it. */
package io.tidemark.local.chaos;
