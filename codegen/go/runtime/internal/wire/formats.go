package wire

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	datePattern = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	timePattern = regexp.MustCompile(
		`^([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)(?:[zZ]|([+-])([0-9]{2})(?::?([0-9]{2}))?)$`)
	between = regexp.MustCompile(
		`[tT\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`)
	durationPattern = regexp.MustCompile(
		`^P(?:(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?|[0-9]+W)$`)
	emailPattern = regexp.MustCompile("^[a-zA-Z0-9_!#$%&'*+/=?^`{|}~-]+(?:\\.[a-zA-Z0-9_!#$%&'*+/=?^`{|}~-]+)*" +
		"@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$")
	hostnamePattern = regexp.MustCompile(
		`^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\.?$`)
	uuidPattern  = regexp.MustCompile(`^(?:[uU][rR][nN]:[uU][uU][iI][dD]:)?` + hex + `{8}-(?:` + hex + `{4}-){3}` + hex + `{12}$`)
	groupPattern = regexp.MustCompile(`^` + hex + `{1,4}$`)
	uriPattern   = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:(?:(?:` + plain + `)+|//?(?:` + user +
		`*@)?\[(.+)\](?::[0-9]*)?(?:/(?:` + plain + `)*)?)(?:\?(?:` + plain + `|\?)*)?(?:#(?:` + plain + `|\?)*)?$`)
	futurePattern = regexp.MustCompile(`^[vV]` + hex + `+\.[a-zA-Z0-9._~!$&'()*+,;=:-]+$`)
)

const (
	hex   = `[0-9a-fA-F]`
	plain = `[a-zA-Z0-9._~!$&'()*+,;=:@/-]|%` + hex + `{2}`
	user  = `(?:[a-zA-Z0-9._~!$&'()*+,;=:-]|%` + hex + `{2})`
)

// fits reads the formats of strings as the server does; it is true as well for a format that is not known here.
func fits(format, text string) bool {
	switch format {
	case "date":
		return isDate(text)
	case "time":
		return isTime(text)
	case "date-time":
		parts := between.Split(text, -1)
		return len(parts) == 2 && isDate(parts[0]) && isTime(parts[1])
	case "duration":
		return durationPattern.MatchString(text) && text != "P" && !strings.HasSuffix(text, "T")
	case "email":
		return emailPattern.MatchString(text)
	case "hostname":
		return len(strings.TrimSuffix(text, ".")) <= 253 && hostnamePattern.MatchString(text)
	case "uuid":
		return uuidPattern.MatchString(text)
	case "ipv4":
		return isAddress4(text, false)
	case "ipv6":
		return isAddress6(text, false)
	case "uri":
		return isURI(text)
	}
	return true
}

// whole reads digits that a pattern found.
func whole(digits string) int {
	read, _ := strconv.Atoi(digits)
	return read
}

func isDate(text string) bool {
	found := datePattern.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	year, month, day := whole(found[1]), whole(found[2]), whole(found[3])
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	last := 30 + (month+month>>3)&1
	if month == 2 {
		last = 28
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			last = 29
		}
	}
	return day <= last
}

// isTime asks for a zone. A leap second is one at the end of a day in Greenwich.
func isTime(text string) bool {
	found := timePattern.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	hour, minute := whole(found[1]), whole(found[2])
	second, _ := strconv.ParseFloat(found[3], 64)
	zoneHour, zoneMinute, sign := whole(found[5]), whole(found[6]), 1
	if found[4] == "-" {
		sign = -1
	}
	if zoneHour > 23 || zoneMinute > 59 {
		return false
	}
	if hour < 24 && minute < 60 && second < 60 {
		return true
	}
	minuteThere := minute - zoneMinute*sign
	hourThere := hour - zoneHour*sign
	if minuteThere < 0 {
		hourThere--
	}
	return second < 61 && (hourThere == 23 || hourThere == -1) && (minuteThere == 59 || minuteThere == -1)
}

func isAddress4(text string, lenient bool) bool {
	parts := strings.Split(text, ".")
	if len(parts) != 4 {
		return false
	}
	for _, part := range parts {
		if len(part) < 1 || len(part) > 3 || strings.Trim(part, "0123456789") != "" || whole(part) > 255 {
			return false
		}
		if !lenient && len(part) > 1 && part[0] == '0' {
			return false
		}
	}
	return true
}

// isAddress6 asks for eight groups, or fewer around one `::`; the last two may be written as an IPv4 address.
func isAddress6(text string, lenient bool) bool {
	halves := strings.Split(text, "::")
	var groups []string
	for _, half := range halves {
		if half != "" {
			groups = append(groups, strings.Split(half, ":")...)
		}
	}
	count := len(groups)
	if count > 0 && strings.HasSuffix(text, groups[count-1]) && isAddress4(groups[count-1], lenient) {
		groups = groups[:count-1]
		count++
	}
	if len(halves) > 2 || (len(halves) == 1 && count != 8) || (len(halves) == 2 && count > 7) {
		return false
	}
	for _, group := range groups {
		if !groupPattern.MatchString(group) {
			return false
		}
	}
	return true
}

func isURI(text string) bool {
	found := uriPattern.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	address := found[1]
	return address == "" || isAddress6(address, true) || futurePattern.MatchString(address)
}
