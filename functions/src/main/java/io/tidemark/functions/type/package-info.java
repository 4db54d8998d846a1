/** Types whose serializers are written by hand: Flink's for POJOs goes by reflection. */
package io.tidemark.functions.type;
