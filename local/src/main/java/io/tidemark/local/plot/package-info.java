/** Pictures, as SVG or as pixels. */
package io.tidemark.local.plot;
