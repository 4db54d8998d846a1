/** What happens to a decoded record before a job sees it: dead letters, the filter, duplicates. */
package io.tidemark.functions.intake;
