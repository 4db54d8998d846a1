/** Parameters: typed, documented, one place each, and read the same way everywhere. */
package io.tidemark.jobs.kit.params;
