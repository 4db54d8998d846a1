/** What the commands of {@code ./tidemark} have in common. */
package io.tidemark.local.cli;
