/**
 * Watermark strategies for streams as they are. Each wraps another {@code WatermarkStrategy}, so
 * that they compose with each other and with Flink's own.
 */
package io.tidemark.watermarks;
