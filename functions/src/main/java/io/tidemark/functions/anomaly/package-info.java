/** How unusual values are, one after the other: detectors, and the operators that ask them. */
package io.tidemark.functions.anomaly;
