@NullMarked
package playhouse.batch.factory;

import org.jspecify.annotations.NullMarked;
