/** The job trending-items. */
package io.tidemark.jobs.trendingitems;
