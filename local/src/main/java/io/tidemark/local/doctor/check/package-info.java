/** The causes that the doctor knows, one class each. */
package io.tidemark.local.doctor.check;
