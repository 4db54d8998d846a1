/**
 * Looks at a running job twice, some seconds apart, and names in plain words what keeps its results
 * from coming: {@link io.tidemark.local.doctor.Examination} is what there is to see, and each
 * {@link io.tidemark.local.doctor.Check} knows one cause.
 */
package io.tidemark.local.doctor;
