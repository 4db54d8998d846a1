/** What the tests of this module share: an operator to run by hand, and records to run it with. */
package io.tidemark.functions.testing;
