// Package usage uses the SDK of the reference plan as the documentation says.
package usage

import (
	"encoding/json"
	"strings"
	"testing"

	"gabarit.local/reference"
	"gabarit.local/reference/events"
	"gabarit.local/reference/groups"
	"gabarit.local/reference/referencetest"
)

func order() events.OrderCompleted_Event {
	return events.OrderCompleted().
		Currency(events.OrderCompleted_Currency_EUR).
		DiscountNull().
		Lines(events.OrderCompleted_LinesItem().Quantity(2).Sku("A-7")).
		OrderID("FR-2041").
		Total(49.9)
}

func text(t *testing.T, value any) string {
	t.Helper()
	written, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(written)
}

func TestSteps(t *testing.T) {
	recorder := referencetest.New(t)
	common := order()
	recorder.Client.Send(common.Coupon("SPRING"), reference.WithUserID("u"))
	recorder.Client.Send(common.CouponNull())
	recorder.Client.Send(common)
	recorder.AssertCount("Order Completed", 3)
	recorder.AssertSent(common)
	recorder.AssertSent(common.CouponNull())
	var coupons []string
	for _, message := range recorder.Events("Order Completed") {
		value, known := message.Properties["coupon"]
		coupons = append(coupons, text(t, []any{value, known}))
	}
	if found := strings.Join(coupons, " "); found != `["SPRING",true] [null,true] [null,false]` {
		t.Error(found)
	}
}

func TestSuperProperties(t *testing.T) {
	campaign := "autumn"
	recorder := referencetest.With(t, reference.Options{
		Consent:         reference.Consent{reference.ConsentPurpose_Analytics: true},
		SuperProperties: reference.SuperProperties{}.LandingURLNull().CampaignFunc(func() *string { return &campaign }),
	})
	recorder.Client.Send(order())
	recorder.Client.Send(order().Campaign("own"))
	recorder.AssertSent(order())
	recorder.AssertSent(order().Campaign("own"))
	var found []any
	for _, message := range recorder.Messages() {
		found = append(found, message.Properties["campaign"], message.Properties["landing_url"])
	}
	if written := text(t, found); written != `["autumn",null,"own",null]` {
		t.Error(written)
	}
}

func TestPeople(t *testing.T) {
	recorder := referencetest.New(t)
	recorder.Client.Identify("u", reference.UserTraits{}.Plan(reference.UserTraits_Plan_Trial).NpsNull())
	recorder.Client.Group("acme", groups.Account{}.Seats(12), reference.WithUserID("u"))
	recorder.Client.Group("acme", nil, reference.WithUserID("u"))
	recorder.Client.Alias("u", "visitor")
	messages := recorder.Messages()
	if written := text(t, messages[0].Traits); written != `{"nps":null,"plan":"trial"}` {
		t.Error(written)
	}
	for _, message := range messages[1:3] {
		if message.GroupID != "acme" || message.Context["groupType"] != "account" {
			t.Error(text(t, message))
		}
	}
	if messages[3].PreviousID != "visitor" || messages[3].UserID != "u" {
		t.Error(text(t, messages[3]))
	}
}

func TestConsent(t *testing.T) {
	recorder := referencetest.With(t, reference.Options{HoldUntilConsent: true})
	recorder.Client.Send(order())
	recorder.AssertCount("Order Completed", 0)
	recorder.Client.SetConsent(reference.ConsentToAll())
	recorder.AssertCount("Order Completed", 1)
}

func TestFormerName(t *testing.T) {
	recorder := referencetest.New(t)
	recorder.Client.Send(events.UserRegistered())
	recorder.AssertSent(events.SignedUp())
}
