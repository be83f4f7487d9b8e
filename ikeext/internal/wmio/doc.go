// Package wmio reads the objects in which a host answers WMI queries: an
// EncodingUnit of MS-WMIO, which is what the body of the OBJREF_CUSTOM holds
// that IEnumWbemClassObject::Next returns.
//
// Whatever the octets are, an object or an error comes back; what is allocated
// is bounded by their number. The decoder is strict about all that places a
// value: lengths, counts, references, offsets and declaration order. Nothing may
// follow the unit. What encoders leave lying about is passed over, and the
// examples of MS-WMIO have all of it: octets of a heap to which nothing refers,
// octets of a part behind its heap and of an object behind its last part, unused
// bits of a table, and padding. So are fields that are reserved. Qualifiers and
// methods are passed over by their length, and values that a property's bits
// declare void are not looked at.
package wmio
