/** What is told of people as numbers: each feature once, over facts that have a time. */
@NullMarked
package playhouse.models.features;

import org.jspecify.annotations.NullMarked;
