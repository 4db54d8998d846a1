/** How far event time has come, as operators that judge by it must know it. */
package io.tidemark.functions.eventtime;
