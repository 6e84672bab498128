/** Models of people: learnt from the lake as it was, judged, let serve, asked each night. */
@NullMarked
package playhouse.batch.factory;

import org.jspecify.annotations.NullMarked;
